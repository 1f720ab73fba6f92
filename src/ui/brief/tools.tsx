import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useState } from 'react';
import { keysOf } from '../commands/bindings.ts';
import { t } from '../messages/index.ts';
import { Button, IconButton } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Menu } from '../parts/menu.tsx';
import { Popover } from '../parts/popover.tsx';
import { roving } from '../parts/roving.ts';
import type { Evidence } from './evidence.ts';
import { Insert } from './insert.tsx';
import { gather } from './stretches.ts';

const isAddress = (text: string): boolean => /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i.test(text);

function LinkButton({ editor, on }: { readonly editor: Editor; readonly on: boolean }) {
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState('');
  const begin = (next: boolean) => {
    if (next) setAddress(String(editor.getAttributes('link')['href'] ?? 'https://'));
    setOpen(next);
  };
  return (
    <Popover
      label={t('brief.tool.link')}
      open={open}
      onOpenChange={begin}
      trigger={<IconButton icon="link" label={t('brief.tool.link')} keys="Mod+Shift+L" aria-pressed={on} />}
    >
      <form
        className="col br-link-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isAddress(address)) return;
          editor.chain().focus().extendMarkRange('link').setLink({ href: address }).run();
          setOpen(false);
        }}
      >
        <Field
          label={t('brief.link.address')}
          value={address}
          error={isAddress(address) || address === 'https://' ? null : t('brief.link.wrong')}
          onChange={(event) => setAddress(event.target.value.trim())}
        />
        <div className="row">
          {on && (
            <Button
              size="small"
              onClick={() => {
                editor.chain().focus().extendMarkRange('link').unsetLink().run();
                setOpen(false);
              }}
            >
              {t('brief.remove')}
            </Button>
          )}
          <span className="end" />
          <Button submit size="small" kind="primary" disabled={!isAddress(address)}>
            {t('brief.apply')}
          </Button>
        </div>
      </form>
    </Popover>
  );
}

/** Formatting, footnotes, the author's own view, and citing. */
export function Tools({
  editor,
  evidence,
  language,
  onCite,
  onFootnote,
}: {
  readonly editor: Editor;
  readonly evidence: readonly Evidence[];
  readonly language: string;
  readonly onCite: () => void;
  readonly onFootnote: () => void;
}) {
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      heading: ([1, 2, 3] as const).find((level) => now.isActive('heading', { level })) ?? 0,
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
      link: now.isActive('link'),
      inference: now.isActive('inference'),
      empty: now.state.selection.empty,
    }),
  });
  return (
    <div className="row br-toolbar" role="toolbar" aria-label={t('brief.tools')} onKeyDown={roving('button')}>
      <Menu
        trigger={
          <IconButton icon="heading-1" label={t('brief.tool.heading')} aria-pressed={on.heading > 0} />
        }
        list={([1, 2, 3] as const).map((level) => ({
          label: `${t('brief.tool.heading')} ${level}`,
          checked: on.heading === level,
          ...(level < 3 && { keys: `Mod+Shift+${level}` }),
          run: () => editor.chain().focus().toggleHeading({ level }).run(),
        }))}
      />
      <IconButton
        icon="bold"
        label={t('brief.tool.bold')}
        keys="Mod+B"
        aria-pressed={on.bold}
        onClick={() => editor.chain().focus().toggleBold().run()}
      />
      <IconButton
        icon="italic"
        label={t('brief.tool.italic')}
        keys="Mod+I"
        aria-pressed={on.italic}
        onClick={() => editor.chain().focus().toggleItalic().run()}
      />
      <IconButton
        icon="list"
        label={t('brief.tool.bullets')}
        keys={keysOf('ul') ?? ''}
        aria-pressed={on.bullets}
        onClick={() => {
          gather(editor.view);
          editor.chain().focus().toggleBulletList().run();
        }}
      />
      <IconButton
        icon="list-ordered"
        label={t('brief.tool.numbers')}
        keys={keysOf('ol') ?? ''}
        aria-pressed={on.numbers}
        onClick={() => {
          gather(editor.view);
          editor.chain().focus().toggleOrderedList().run();
        }}
      />
      <LinkButton editor={editor} on={on.link} />
      <Insert editor={editor} evidence={evidence} language={language} onFootnote={onFootnote} />
      <IconButton
        icon="user"
        label={t('brief.tool.inference')}
        aria-pressed={on.inference}
        disabled={on.empty && !on.inference}
        onClick={() => editor.chain().focus().toggleMark('inference').run()}
      />
      <Button kind="ghost" icon="quote" keys="@" onClick={onCite}>
        {t('brief.cite')}
      </Button>
    </div>
  );
}
