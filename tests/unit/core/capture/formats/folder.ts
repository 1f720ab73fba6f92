import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { CaptureInput, Captured, Unread } from '../../../../../src/core/capture/format.ts';
import { isUnread } from '../../../../../src/core/capture/format.ts';

/** Golden folders of these kinds are written and checked by the tests of HTML. */
const ELSEWHERE = /^(?:html|mhtml)-/;

export const CAPTURES = join(import.meta.dirname, '../../../../captures');

/** Names of the golden folders of the formats in this folder's tests. */
export const goldenFolders = (): readonly string[] =>
  readdirSync(CAPTURES).filter(
    (name) => !ELSEWHERE.test(name) && existsSync(join(CAPTURES, name, 'expected.json')),
  );

/** The input of a golden folder; files beside it can be asked for. */
export function goldenInput(folder: string): CaptureInput {
  const file = readdirSync(join(CAPTURES, folder)).find((name) => name.startsWith('input.'))!;
  const path = join(CAPTURES, folder, file);
  return {
    bytes: new Uint8Array(readFileSync(path)),
    name: basename(path),
    origin: path,
    characterMaps: join(import.meta.dirname, '../../../../../node_modules/pdfjs-dist/cmaps/'),
    sibling: async (relative) => {
      const beside = join(dirname(path), relative);
      return existsSync(beside) ? new Uint8Array(readFileSync(beside)) : null;
    },
  };
}

/** What a golden folder states about each item: its fields, its kept blocks and its removed ones with their rules. */
export function summary(item: Captured | Unread): unknown {
  if (isUnread(item)) return { unread: item.within, code: item.code, message: item.message };
  const { article, original, ...rest } = item;
  const { blocks, assets, provenance: _, ...fields } = article;
  return {
    ...rest,
    mediaType: original.mediaType,
    ...fields,
    assets: assets.map(({ hash, mediaType }) => `${mediaType} ${hash}`),
    kept: blocks.filter(({ removed }) => !removed).map(({ removed: _removed, ...block }) => block),
    removed: blocks.flatMap(({ removed, kind, text }) =>
      removed ? [`${removed.rule} (${kind}): ${text}`] : [],
    ),
  };
}

/** Collects what a reading yields. */
export async function collect(
  items: AsyncIterable<Captured | Unread>,
): Promise<readonly (Captured | Unread)[]> {
  const found: (Captured | Unread)[] = [];
  for await (const item of items) found.push(item);
  return found;
}
