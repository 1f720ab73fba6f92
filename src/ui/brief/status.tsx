import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { t } from '../messages/index.ts';
import { countsOf } from './counts.ts';

/** The line under the title. It listens to the editor itself, so that typing draws nothing but this line anew. */
export function Meta({ editor }: { readonly editor: Editor }) {
  const counts = useEditorState({ editor, selector: ({ editor: now }) => countsOf(now.state.doc) });
  return <p className="br-meta">{t('brief.meta', { ...counts })}</p>;
}
