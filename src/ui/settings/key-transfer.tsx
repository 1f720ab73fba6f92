import { keyFile, readKeyFile } from '../commands/key-file.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { fail, say } from '../parts/toast.tsx';
import { prefer, usePreferences } from '../preferences.ts';

/** Longer than every command with every key; what is longer is no file of keys. */
const MOST_BYTES = 200_000;

const save = (): void => {
  const address = URL.createObjectURL(
    new Blob([keyFile(usePreferences.getState().keys)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = address;
  link.download = 'dossier-keys.json';
  link.click();
  // after the browser has begun to save it
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

const take = async (file: File): Promise<void> => {
  const read = file.size <= MOST_BYTES ? readKeyFile(await file.text()) : null;
  if (!read) throw new Error(t('settings.keys.noFile'));
  const before = usePreferences.getState().keys;
  await prefer('keys', read.keys);
  say(t('settings.keys.taken', { count: Object.keys(read.keys).length, unknown: read.unknown.length }), {
    label: t('frame.undo'),
    run: () => void prefer('keys', before).catch(fail),
  });
};

/** Writes the keys a person chose into a file, and takes those of a file over. */
export function KeyTransfer() {
  const choose = (): void => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file) take(file).catch(fail);
    });
    input.click();
  };
  return (
    <>
      <Button icon="download" onClick={save}>
        {t('settings.keys.save')}
      </Button>
      <Button icon="upload" onClick={choose}>
        {t('settings.keys.load')}
      </Button>
    </>
  );
}
