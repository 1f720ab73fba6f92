import { useCallback, useRef, useState } from 'react';
import type { Brief, ShownBrief } from '../../core/brief.ts';
import type { ShownCheck } from '../../library/brief-opening.ts';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { t } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Icon } from '../parts/icon.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { go } from '../view.ts';
import { Composer } from './composer.tsx';
import type { Evidence } from './evidence.ts';
import './brief.css';

/** What the library answers: without the text and the evidence when the screen has them already. */
interface Answer {
  readonly brief: Omit<ShownBrief, 'body'> & { readonly body: Brief['body'] | null };
  readonly evidence: readonly Evidence[] | null;
  readonly evidenceMark: string;
  readonly check: ShownCheck;
}

const NONE: readonly Evidence[] = [];

/** New evidence, with what did not change as the same objects as before, so that it is not drawn anew. */
function kept(old: readonly Evidence[], given: readonly Evidence[]): readonly Evidence[] {
  const known = new Map(old.map((one) => [`${one.type} ${one.id}`, one]));
  return given.map((one) => {
    const before = known.get(`${one.type} ${one.id}`);
    return before && JSON.stringify(before) === JSON.stringify(one) ? before : one;
  });
}

/** The composer: evidence on the left, the text in the middle, the exported document on the right. */
export function BriefScreen({ id }: { readonly id: string }) {
  /** When the text that the screen shows was saved; a long one is not sent back and forth with every save. */
  const since = useRef<string | null>(null);
  const [first, setFirst] = useState<Brief['body'] | null>(null);
  const mark = useRef<string | null>(null);
  const [evidence, setEvidence] = useState(NONE);
  const read = useCallback(async (): Promise<Answer> => {
    const asked = since.current;
    const answer: Answer = await library.briefs.open({
      id,
      ...(asked !== null && { since: asked }),
      ...(mark.current !== null && { evidence: mark.current }),
    });
    if (answer.brief.body) setFirst(answer.brief.body);
    if (answer.evidence) {
      const { evidence: given } = answer;
      mark.current = answer.evidenceMark;
      setEvidence((old) => kept(old, given));
    }
    return answer;
  }, [id]);
  const { value, error } = useLive(['brief', 'annotation', 'fact', 'source', 'company'], read, [id]);
  const onSaved = useCallback((at: string) => {
    since.current = at;
  }, []);
  const body = value?.brief.body ?? first;
  if (value && body)
    return (
      <Composer
        key={value.brief.id}
        brief={{ ...value.brief, body }}
        fresh={value.brief.body !== null}
        evidence={evidence}
        check={value.check}
        onSaved={onSaved}
      />
    );
  return (
    <div className="main">
      {error ? (
        <Empty
          icon="notebook-pen"
          title={t('brief.missing')}
          actions={
            <Button onClick={() => go({ screen: 'briefs' })}>
              <Icon name="arrow-left" size="s" />
              {t('brief.list')}
            </Button>
          }
        >
          {t('brief.missing.words')}
        </Empty>
      ) : (
        <Skeleton lines={12} />
      )}
    </div>
  );
}
