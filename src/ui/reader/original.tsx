import { bytes } from '../messages/formats.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import type { OpenSource } from './open-source.ts';

const shownInPage =
  /^(text\/html|application\/xhtml|text\/plain|text\/markdown|multipart\/related|message\/rfc822)/;

/** The page as it was saved, in a frame that can run nothing and reach nothing. */
export function Original({ view }: { readonly view: OpenSource }) {
  const { mediaType, size, name } = view.original;
  if (!shownInPage.test(mediaType))
    return (
      <Empty
        icon="file"
        title={name}
        actions={
          <Button
            icon="download"
            onClick={() => void window.open(`/original/${view.version.id}`, '_blank', 'noopener')}
          >
            {t('reader.originalFile')}
          </Button>
        }
      >
        {`${mediaType} · ${bytes(size)}`}
      </Empty>
    );
  return (
    <iframe
      className="original"
      title={t('reader.originalOf', { title: view.source.title })}
      sandbox=""
      src={`/page/${view.version.id}`}
    />
  );
}
