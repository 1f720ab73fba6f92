import { expect, test } from 'vitest';
import { keyFile, readKeyFile } from '../../../src/ui/commands/key-file.ts';

test('what is written is read again', () => {
  const keys = { archive: ['Y'], 'go.inbox': ['Mod+1', 'G X'], trash: [''] };
  expect(readKeyFile(keyFile(keys))).toEqual({ keys, unknown: [] });
});

test('commands and keys that are not known are passed over and told', () => {
  const text = keyFile({ archive: ['Y'], 'no.such': ['Z'], trash: ['Hyper+Q'], tag: ['T'] });
  expect(readKeyFile(text)).toEqual({ keys: { archive: ['Y'], tag: ['T'] }, unknown: ['no.such', 'trash'] });
});

test('anything else is no file of keys', () => {
  for (const text of [
    '',
    '{',
    '[]',
    'null',
    '{"keys":{}}',
    '{"format":"dossier-settings","version":1,"keys":{}}',
    '{"format":"dossier-keys","version":2,"keys":{}}',
    '{"format":"dossier-keys","version":1,"keys":[]}',
  ])
    // prettier-ignore
    expect(readKeyFile(text), text).toBeNull();
});
