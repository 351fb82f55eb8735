import { Select } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";

interface Item {
  readonly value: string;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly items: readonly Item[];
  readonly onChange: (value: string) => void;
}

/** One of a few values. */
export function Choice({ label, value, items, onChange }: Props) {
  return (
    <Select.Root items={items} value={value} onValueChange={(next) => onChange(next ?? "")} modal={false}>
      <Select.Trigger className="select" aria-label={label}>
        <Select.Value />
        <Select.Icon>
          <ChevronDown size={14} aria-hidden />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className="positioner" sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className="menu">
            <Select.List className="menu-list">
              {items.map((item) => (
                <Select.Item key={item.value} value={item.value} className="menu-item">
                  <span className="menu-mark">
                    <Select.ItemIndicator>
                      <Check size={14} aria-hidden />
                    </Select.ItemIndicator>
                  </span>
                  <Select.ItemText>{item.label}</Select.ItemText>
                </Select.Item>
              ))}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
