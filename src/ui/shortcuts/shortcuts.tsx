import { useRef, useState } from 'react';
import { bindingsOf } from '../commands/bindings.ts';
import { commands, type Command, type CommandId, type Context } from '../commands/list.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Switch } from '../parts/check.tsx';
import { Field } from '../parts/field.tsx';
import { Kbd } from '../parts/kbd.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { fail } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';
import { go, useView } from '../view.ts';

const order: readonly Context[] = ['reader', 'list', 'single', 'global', 'dossier', 'editor', 'dialog'];

interface Line {
  readonly id: CommandId;
  readonly title: string;
  readonly keys: readonly string[];
}

/** The commands with a key that acts in a context. */
const linesOf = (context: Context): readonly Line[] =>
  (commands as readonly (Command & { readonly id: CommandId })[]).flatMap((command) => {
    const keys = bindingsOf(command.id)
      .filter((binding) => binding.context === context)
      .map((binding) => binding.keys);
    return keys.length === 0 ? [] : [{ id: command.id, title: t(`command.${command.id}`), keys }];
  });

/** Every key, by where it acts. */
export function ShortcutsSheet() {
  const [text, setText] = useState('');
  const first = useRef<HTMLInputElement>(null);
  const singleKeys = usePreferences((preferences) => preferences.singleKeys);
  usePreferences((preferences) => preferences.keys);
  const wanted = text.trim().toLowerCase();
  const fits = (line: Line): boolean =>
    [line.title, ...line.keys].some((words) => words.toLowerCase().includes(wanted));
  return (
    <Sheet
      title={t('settings.shortcuts')}
      open
      wide
      className="keys-sheet"
      initialFocus={first}
      onClose={() => useView.setState({ shortcuts: false })}
      header={
        <>
          <Field
            ref={first}
            icon="search"
            name={t('settings.findCommand')}
            placeholder={t('settings.findCommand')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Switch on={singleKeys} onChange={(on) => void prefer('singleKeys', on).catch(fail)}>
            <span className="t2 sm">{t('settings.singleKeys')}</span>
          </Switch>
          <Button onClick={() => go({ screen: 'settings', section: 'keys' })}>
            {t('settings.changeKeys')}
          </Button>
        </>
      }
    >
      <div className="key-scroll" tabIndex={0} role="region" aria-label={t('settings.shortcuts')}>
        <div className="key-columns">
          {order.map((context) => {
            const lines = linesOf(context).filter(fits);
            if (lines.length === 0) return null;
            return (
              <section key={context}>
                <h3>{t(`context.${context}`)}</h3>
                <dl>
                  {lines.map((line) => (
                    <div key={line.id}>
                      <dt>{line.title}</dt>
                      <dd>
                        {line.keys.map((keys) => (
                          <Kbd key={keys} keys={keys} />
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            );
          })}
        </div>
      </div>
    </Sheet>
  );
}
