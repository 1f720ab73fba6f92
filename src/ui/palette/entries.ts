import Fuse from 'fuse.js';
import { keysOf } from '../commands/bindings.ts';
import { available, run } from '../commands/run.ts';
import { commands, type Command, type CommandId } from '../commands/list.ts';
import { messages, t, type MessageKey } from '../messages/index.ts';
import type { IconName } from '../parts/icon.tsx';

/** One row of the palette. */
export interface Entry {
  readonly id: string;
  readonly icon: IconName;
  readonly title: string;
  readonly lang?: string;
  readonly detail?: string;
  readonly keys?: string;
  readonly run: () => void;
  /** What Tab opens: more that can be done with this row. */
  readonly actions?: readonly Entry[];
}

/** Rows under one heading. The headings never change their order while typing. */
export interface EntryGroup {
  readonly label: string;
  readonly entries: readonly Entry[];
}

type Listed = Command & { readonly id: CommandId };

/** The words a command is found by: its title in both languages and its id. */
const names = (command: Listed): readonly string[] => {
  const key = `command.${command.id}`;
  return [messages.en[key] ?? '', messages['zh-Hans'][key] ?? '', command.id.replaceAll('.', ' ')];
};

const entryOf = (command: Listed): Entry => {
  const keys = keysOf(command.id);
  return {
    id: `command-${command.id}`,
    icon: command.icon ?? 'command',
    title: t(`command.${command.id}` as MessageKey),
    ...(keys !== undefined && { keys }),
    run: () => void run(command.id),
  };
};

const listed = (): readonly Listed[] =>
  (commands as readonly Listed[]).filter((command) => !command.keyOnly && available(command.id));

/** Commands that act on what is selected or open. */
const onPassage = new Set<CommandId>(['hl.1', 'hl.2', 'hl.3', 'hl.4', 'hl.5', 'hl.last', 'hl.remove', 'note', 'fact', 'tag', 'brief.cite', 'brief.choose', 'copy.cite', 'mark.companies', 'mark.cut', 'mark.join', 'mark.link', 'mark.attach', 'note.source', 'source.annotated', 'archive', 'view.toggle', 'source.star', 'rename', 'companies.set', 'unread', 'trash', 'fact.new', 'alias.new', 'merge', 'conflict.resolve']); // prettier-ignore

/** The commands that fit the words, in two parts: those about what is open, and the rest. Best first. */
export function commandEntries(words: string): {
  readonly here: readonly Entry[];
  readonly rest: readonly Entry[];
} {
  const all = listed();
  const found =
    words === ''
      ? all
      : new Fuse(
          all.map((command) => ({ command, names: names(command) })),
          { keys: ['names'], threshold: 0.34, ignoreLocation: true },
        )
          .search(words)
          .map(({ item }) => item.command);
  return {
    here: found.filter((command) => onPassage.has(command.id)).map(entryOf),
    rest: found.filter((command) => !onPassage.has(command.id)).map(entryOf),
  };
}
