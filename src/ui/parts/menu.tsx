import { ContextMenu as BaseContext } from '@base-ui/react/context-menu';
import { Menu as Base } from '@base-ui/react/menu';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';

/** One line of a menu, a heading above lines, or a thin rule between them. */
export type MenuEntry =
  | {
      readonly label: string;
      readonly run: () => void;
      readonly icon?: IconName;
      readonly keys?: string;
      readonly disabled?: boolean;
      readonly danger?: boolean;
      /** For choices: whether this one holds now. */
      readonly checked?: boolean;
      readonly lang?: string;
    }
  | { readonly heading: string }
  | '-';

const entries = (list: readonly MenuEntry[]): ReactNode =>
  list.map((entry, i) => (
    <Fragment key={i}>
      {entry === '-' ? (
        <Base.Separator className="menu-sep" />
      ) : 'heading' in entry ? (
        <div className="label menu-label">{entry.heading}</div>
      ) : entry.checked === undefined ? (
        <Base.Item
          className={`menu-item${entry.danger ? ' danger' : ''}`}
          onClick={entry.run}
          disabled={entry.disabled === true}
        >
          {entry.icon && <Icon name={entry.icon} size="s" />}
          <span lang={entry.lang}>{entry.label}</span>
          {entry.keys && <Kbd keys={entry.keys} />}
        </Base.Item>
      ) : (
        <Base.CheckboxItem className="menu-item" checked={entry.checked} onClick={entry.run} closeOnClick>
          {entry.checked ? <Icon name="check" size="s" /> : <span className="i s" />}
          <span lang={entry.lang}>{entry.label}</span>
          {entry.keys && <Kbd keys={entry.keys} />}
        </Base.CheckboxItem>
      )}
    </Fragment>
  ));

/** A menu that opens from a button; one that a key opens too is told by its owner whether it is open. */
export function Menu({
  trigger,
  list,
  align = 'start',
  opening,
}: {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly list: readonly MenuEntry[];
  readonly align?: 'start' | 'center' | 'end';
  readonly opening?: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void };
}) {
  return (
    <Base.Root {...opening}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="over" align={align} sideOffset={4} collisionPadding={8}>
          <Base.Popup className="popup menu">{entries(list)}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The menu of the right button (or the menu key) over `children`. */
export function ContextMenu({
  children,
  list,
  onOpen,
}: {
  readonly children: ReactElement<Record<string, unknown>>;
  readonly list: readonly MenuEntry[];
  readonly onOpen?: () => void;
}) {
  return (
    <BaseContext.Root onOpenChange={(open) => (open ? onOpen?.() : undefined)}>
      <BaseContext.Trigger render={children} />
      <BaseContext.Portal>
        <BaseContext.Positioner className="over" collisionPadding={8}>
          <BaseContext.Popup className="popup menu">{entries(list)}</BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  );
}
