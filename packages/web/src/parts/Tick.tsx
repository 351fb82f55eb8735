interface Props {
  readonly label: string;
  readonly checked: boolean;
  /** Some of what it stands for is chosen. */
  readonly some?: boolean;
  readonly onChange: () => void;
}

/** A box to tick. The browser's own: dozens come into view in one frame of scrolling. */
export function Tick({ label, checked, some = false, onChange }: Props) {
  return (
    <input
      type="checkbox"
      className="tick"
      aria-label={label}
      checked={checked}
      ref={(box) => {
        if (box) box.indeterminate = some && !checked;
      }}
      onChange={onChange}
    />
  );
}
