import { doing } from '../frame/undo.ts';
import { library } from '../library.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Popover } from '../parts/popover.tsx';
import { go } from '../view.ts';
import type { OpenSource } from './open-source.ts';

/** What a recognised name is taken for, with the way to its dossier and the way to say that it is another. */
export function MentionCard({
  view,
  companyId,
  anchor,
  onClose,
}: {
  readonly view: OpenSource;
  readonly companyId: string;
  readonly anchor: Element;
  readonly onClose: () => void;
}) {
  const mentions = view.mentions.filter((mention) => mention.companyId === companyId);
  const name = mentions[0]?.name ?? '';
  const reject = async (): Promise<void> => {
    onClose();
    await doing(
      library.mentions.choose({ sourceId: view.source.id, companyId, choice: 'rejected' }),
      t('reader.notThisDone', { name }),
    );
  };
  return (
    <Popover label={name} anchor={anchor} open onOpenChange={(open) => (open ? undefined : onClose())}>
      <div className="col">
        <div>
          <div className="b">{name}</div>
          <div className="t2 sm">{t('reader.namedHere', { count: mentions.length })}</div>
        </div>
        <div className="row">
          <Button icon="building-complex" onClick={() => go({ screen: 'company', id: companyId })}>
            {t('reader.openDossier')}
          </Button>
          <Button kind="ghost" onClick={() => void reject()}>
            {t('reader.notThis')}
          </Button>
        </div>
      </div>
    </Popover>
  );
}
