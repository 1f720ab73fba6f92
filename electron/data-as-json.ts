import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

/** The module of `eld` that holds its data, and what it exports. */
const DATA = /[\\/]eld[\\/]src[\\/]ngrams[\\/]\w+\.js$/;
const NAME = 'ngramsData';

/**
 * Writes the letter pairs of `eld` into the program as JSON in a string instead of an object of 105,000 keys: V8 takes 130 MB
 * more to read the same data as code (docs/decisions/memory.md). What the package computes is unchanged.
 */
export const dataAsJson = () =>
  ({
    name: 'dossier-data-as-json',
    async transform(_code: string, id: string): Promise<{ code: string; map: null } | null> {
      if (!DATA.test(id)) return null;
      const module = (await import(pathToFileURL(id).href)) as Record<string, unknown>;
      const data = JSON.stringify(module[NAME]);
      if (data === undefined) throw new Error(`${id} exports no ${NAME} any more.`);
      return { code: `export const ${NAME} = JSON.parse(${JSON.stringify(data)});`, map: null };
    },
  }) satisfies Plugin;
