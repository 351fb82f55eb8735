import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useMutation } from "@tanstack/react-query";
import { Problem } from "./Problem";

interface Props {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onConfirm: () => Promise<unknown>;
}

/** Asks before what cannot be undone; stays open and says why when it fails. */
export function Confirm({ open, onOpenChange, title, text, action, onConfirm }: Props) {
  const doing = useMutation({ mutationFn: onConfirm, onSuccess: () => onOpenChange(false) });
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title className="dialog-title">{title}</AlertDialog.Title>
          <AlertDialog.Description className="dialog-description">{text}</AlertDialog.Description>
          {doing.error && <Problem error={doing.error} />}
          <div className="dialog-actions">
            <AlertDialog.Close className="button">Keep it</AlertDialog.Close>
            <button type="button" className="button danger" disabled={doing.isPending} onClick={() => doing.mutate()}>
              {doing.isPending ? "Working …" : action}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
