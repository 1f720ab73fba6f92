import { go } from '../view.ts';
import type { About } from './saving.ts';

let drafts = 0;

/** Opens an empty note, about a company or a source where given; it is in the library from its first words on. */
export const newNote = (about: About = {}, template?: string): void =>
  go({ screen: 'note', draft: `draft-${++drafts}`, ...about, ...(template !== undefined && { template }) });
