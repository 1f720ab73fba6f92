import { Menu as Base } from '@base-ui/react/menu';
import { keysOf } from '../commands/bindings.ts';
import { commands, type Command } from '../commands/list.ts';
import { menus } from '../commands/menus.ts';
import { available, run } from '../commands/run.ts';
import { t } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { Kbd } from '../parts/kbd.tsx';
import { Seal } from './seal.tsx';

const listed: ReadonlyMap<string, Command> = new Map(commands.map((command) => [command.id, command]));

/** The menus of the window behind its name: every command of the one list, with its key; what cannot be done now is grey. */
export function AppMenu() {
  return (
    <Base.Root>
      <Base.Trigger
        render={
          <button type="button" className="brand" aria-label={t('frame.menu')}>
            <Seal />
            <span>{t('frame.name')}</span>
            <Icon name="chevron-down" size="xs" />
          </button>
        }
      />
      <Base.Portal>
        <Base.Positioner className="over" align="start" sideOffset={4} collisionPadding={8}>
          <Base.Popup className="popup menu">
            {menus.map((menu) => (
              <Base.SubmenuRoot key={menu.id}>
                <Base.SubmenuTrigger className="menu-item">
                  <span>{t(`menu.${menu.id}`)}</span>
                  <span className="end">
                    <Icon name="chevron-right" size="s" />
                  </span>
                </Base.SubmenuTrigger>
                <Base.Portal>
                  <Base.Positioner className="over" sideOffset={-2} collisionPadding={8}>
                    <Base.Popup className="popup menu app-menu">
                      {menu.commands.map((id) => {
                        const keys = keysOf(id);
                        const icon = listed.get(id)?.icon;
                        return (
                          <Base.Item
                            key={id}
                            className="menu-item"
                            disabled={!available(id)}
                            // after the menu has given the focus back: the command acts where the person was
                            onClick={() => setTimeout(() => run(id), 0)}
                          >
                            {icon ? <Icon name={icon} size="s" /> : <span className="i s" />}
                            <span>{t(`command.${id}`)}</span>
                            {keys !== undefined && <Kbd keys={keys} />}
                          </Base.Item>
                        );
                      })}
                    </Base.Popup>
                  </Base.Positioner>
                </Base.Portal>
              </Base.SubmenuRoot>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
