import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import { t } from '../messages/index.ts';
import { countsOf } from './counts.ts';

/** The numbers follow once the keys have rested for so long, in milliseconds. */
const REST = 200;

/**
 * The line under the title. It listens to the editor itself, so that typing draws nothing but this line anew, and waits
 * until the keys rest: each time React draws anything, it looks through the whole text for the caret.
 */
export function Meta({ editor }: { readonly editor: Editor }) {
  const [counts, setCounts] = useState(() => countsOf(editor.state.doc));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const follow = ({ transaction }: { readonly transaction: { readonly docChanged: boolean } }): void => {
      if (!transaction.docChanged) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => setCounts(countsOf(editor.state.doc)), REST);
    };
    editor.on('transaction', follow);
    return () => {
      editor.off('transaction', follow);
      if (timer !== null) clearTimeout(timer);
    };
  }, [editor]);
  return <p className="br-meta">{t('brief.meta', { ...counts })}</p>;
}
