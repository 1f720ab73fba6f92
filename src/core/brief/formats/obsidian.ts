import { strToU8 } from 'fflate';
import { safeFileName } from '../file-name.ts';
import type { BriefFormat, ExportInput } from '../format.ts';
import type { OutlineNote, Passage } from '../outline.ts';
import { frontMatter, markdownBody, markdownLine } from './markdown.ts';
import { packZip } from './zip.ts';

/** A file of the folder; the path uses forward slashes and never leaves the folder. */
export interface FolderFile {
  readonly path: string;
  readonly text: string;
}

const plain = (text: string): string => markdownLine([{ kind: 'words', text }], ' ');

/** Names of notes, one each: signs that links give a meaning are left out, and equal names are numbered. */
function noteNames(): (title: string, otherwise: string) => string {
  const taken = new Set<string>();
  return (title, otherwise) => {
    const stem = safeFileName(title.replace(/[[\]#^|]/gu, ' '), otherwise);
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${stem} ${n}`;
    taken.add(name.toLowerCase());
    return name;
  };
}

function sourceNote(passage: Passage, notes: readonly OutlineNote[], briefName: string): string {
  const facts = {
    title: passage.sourceTitle,
    ...(passage.byline !== null && { author: passage.byline }),
    ...(passage.siteName !== null && { outlet: passage.siteName }),
    ...(passage.publishedOn !== null && { published: passage.publishedOn }),
    ...(passage.url !== null && { url: passage.url }),
    saved: passage.capturedAt,
    version: passage.versionNumber,
    sha256: passage.contentHash,
    source: passage.sourceId,
  };
  const passages = notes.map(({ number, passage: own, problem }) => {
    const lines = (own?.blocks ?? []).map((pieces) => {
      const line = pieces
        .map(({ text, marked }) => (marked && text.trim() !== '' ? `==${plain(text)}==` : plain(text)))
        .join('')
        .replace(/\s*\n\s*/gu, ' ');
      return `> ${line}`;
    });
    const warning = problem === null ? [] : [`> **${plain(problem)}**`];
    return `${[...lines, ...warning].join('\n>\n')}\n^note-${number}\n\n[[${briefName}]]`;
  });
  return `${frontMatter(facts)}# ${plain(passage.sourceTitle)}\n\n${passages.join('\n\n')}\n`;
}

/** The brief and its sources as notes of an Obsidian vault: each footnote links to the block of its saved passage. */
export function obsidianFolder({ brief, outline }: ExportInput): readonly FolderFile[] {
  const nameOf = noteNames();
  const briefName = nameOf(outline.title, 'brief');
  const bySource = new Map<string, { name: string; passage: Passage; notes: OutlineNote[] }>();
  for (const note of outline.notes) {
    if (!note.passage) continue;
    const known = bySource.get(note.passage.sourceId);
    if (known) known.notes.push(note);
    else {
      const name = nameOf(note.passage.sourceTitle, 'source');
      bySource.set(note.passage.sourceId, { name, passage: note.passage, notes: [note] });
    }
  }
  const body = markdownBody(outline, (note) => {
    const target = note.passage && bySource.get(note.passage.sourceId);
    return target ? ` [[${target.name}#^note-${note.number}|→]]` : '';
  });
  const facts = {
    title: outline.title,
    lang: outline.language,
    created: outline.createdOn,
    updated: outline.updatedOn,
    brief: brief.id,
  };
  return [
    { path: `${briefName}.md`, text: frontMatter(facts) + body },
    ...[...bySource.values()].map(({ name, passage, notes }) => ({
      path: `sources/${name}.md`,
      text: sourceNote(passage, notes, briefName),
    })),
  ];
}

export const obsidian: BriefFormat = {
  id: 'obsidian',
  label: 'Folder for Obsidian (ZIP)',
  extension: 'zip',
  mediaType: 'application/zip',
  write: async (input) =>
    packZip(Object.fromEntries(obsidianFolder(input).map(({ path, text }) => [path, strToU8(text)]))),
};
