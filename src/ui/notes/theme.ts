import { EditorView } from '@codemirror/view';

const chip = {
  color: 'var(--accent-base)',
  background: 'var(--accent-soft)',
  borderRadius: 'var(--radius-sm)',
  padding: '0 var(--space-2)',
  cursor: 'pointer',
};

/** The look of the editor, from the tokens alone; custom properties reach into its shadow root. */
export const theme = EditorView.theme({
  '&': { color: 'var(--text-primary)', background: 'transparent', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', fontSize: 'inherit', lineHeight: 'inherit' },
  '.cm-content': { padding: 'var(--space-4) 0', caretColor: 'var(--accent-base)', minHeight: '4lh' },
  '.cm-line': { padding: '0', textAutospace: 'normal' },
  '.cm-placeholder': { color: 'var(--text-tertiary)' },
  '.nt-h1': { fontSize: 'var(--size-h3)', fontWeight: '650' },
  '.nt-h2': { fontSize: 'var(--size-lead)', fontWeight: '650' },
  '.nt-h3': { fontWeight: '650' },
  '.nt-strong': { fontWeight: '650' },
  '.nt-emphasis': { fontStyle: 'italic' },
  '.nt-strike': { textDecoration: 'line-through' },
  '.nt-code': { fontFamily: 'var(--font-mono)', background: 'var(--bg-code)' },
  '.nt-sign, .nt-address': { color: 'var(--text-tertiary)' },
  '.nt-task': { color: 'var(--accent-base)', fontFamily: 'var(--font-mono)' },
  '.nt-chip': chip,
  '.nt-chip:hover': { textDecoration: 'underline' },
  '.cm-tooltip.cm-tooltip-autocomplete': {
    background: 'var(--bg-raised)',
    border: '1px solid var(--border-default)',
    borderRadius: 'var(--radius-lg)',
    boxShadow: 'var(--shadow-2)',
    padding: 'var(--space-2)',
    zIndex: '60',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--size-ui)',
    maxHeight: '18em',
    maxWidth: 'min(460px, 90vw)',
    minWidth: '260px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    gap: 'var(--space-4)',
    alignItems: 'baseline',
    padding: 'var(--space-3) var(--space-4)',
    borderRadius: 'var(--radius-md)',
    lineHeight: '1.4',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--bg-selected)',
    color: 'var(--text-primary)',
  },
  '.cm-completionLabel': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '.cm-completionDetail': {
    marginLeft: 'auto',
    fontStyle: 'normal',
    fontSize: 'var(--size-small)',
    color: 'var(--text-tertiary)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    maxWidth: '55%',
  },
});
