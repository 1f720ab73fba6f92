import { useRef, useState } from 'react';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Popover } from '../parts/popover.tsx';
import { fail, say } from '../parts/toast.tsx';

/** Keeps a query in the sidebar under a name. */
export function SaveSearch({
  query,
  open,
  onOpen,
}: {
  readonly query: string;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}) {
  const [name, setName] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const save = async () => {
    const called = (name ?? query).trim();
    try {
      await library.savedSearches.add({ name: called, query });
      onOpen(false);
      setName(null);
      say(t('search.saved', { name: called }), {
        label: t('frame.undo'),
        run: () => void library.history.undo({}),
      });
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <Popover
      label={t('search.save')}
      align="end"
      open={open}
      onOpenChange={onOpen}
      initialFocus={field}
      trigger={
        <Button kind="ghost" size="small" icon="bookmark" disabled={query.trim() === ''}>
          {t('search.save')}
        </Button>
      }
    >
      <form
        className="col se-save"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          ref={field}
          label={t('search.saveName')}
          value={name ?? query}
          onChange={(event) => setName(event.target.value)}
        />
        <Button kind="primary" submit disabled={(name ?? query).trim() === ''}>
          {t('search.save')}
        </Button>
      </form>
    </Popover>
  );
}
