import type { AnnotationLink } from '../../library/views.ts';
import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { IconButton } from '../parts/button.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import './annotations.css';

const icons = {
  supports: 'check',
  contradicts: 'git-compare',
  explains: 'info',
} as const satisfies Readonly<Record<AnnotationLink['kind'], IconName>>;

const wordsOf = ({ kind, outward }: AnnotationLink): string =>
  t(outward ? `annotations.link.${kind}` : `annotations.linkedBy.${kind}`);

/** What an annotation supports, contradicts or explains, and what does so to it; each leads there and can be taken away. */
export function Links({
  links,
  here,
  onOpen,
}: {
  readonly links: readonly AnnotationLink[];
  /** The source the links are shown in; the title of another one is told. */
  readonly here: string;
  readonly onOpen: (other: AnnotationLink['other']) => void;
}) {
  if (links.length === 0) return null;
  return (
    <ul className="an-links" aria-label={t('annotations.links')}>
      {links.map((link) => (
        <li key={link.id} className={`an-link ${link.kind}`}>
          <Icon name={icons[link.kind]} size="xs" />
          <button type="button" className="an-jump" onClick={() => onOpen(link.other)}>
            <span className="b">{wordsOf(link)}</span>{' '}
            <span className="an-quote">{link.other.quote || link.other.note}</span>
            {link.other.sourceId !== here && <span className="t3 sm"> · {link.other.sourceTitle}</span>}
          </button>
          <IconButton
            icon="x"
            size="s"
            small
            label={t('annotations.unlink')}
            onClick={() =>
              void doing(library.annotations.unlink({ id: link.id }), t('step.annotation.unlink'))
            }
          />
        </li>
      ))}
    </ul>
  );
}
