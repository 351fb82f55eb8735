import { Menu } from "@base-ui/react/menu";
import { ChevronDown } from "lucide-react";

export interface Action {
  readonly label: string;
  readonly run: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
}

interface Props {
  readonly label: string;
  readonly actions: readonly Action[];
}

/** A button that opens a menu of things to do. */
export function ActionMenu({ label, actions }: Props) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button">
        {label}
        <ChevronDown size={14} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="positioner" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {actions.map(({ label: text, run, disabled = false, danger = false }) => (
              <Menu.Item
                key={text}
                className={danger ? "menu-item danger-text" : "menu-item"}
                disabled={disabled}
                onClick={run}
              >
                {text}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
