import { useState } from 'react';
import { library } from '../library.ts';
import { useLive } from '../live.ts';
import { bytes, moment } from '../messages/formats.ts';
import { messages, t, type MessageKey } from '../messages/index.ts';
import { Button } from '../parts/button.tsx';
import { fail, say } from '../parts/toast.tsx';
import './health.css';

/** Rows shown before more are asked for. */
const SHOWN = 50;

const known = (key: string): key is MessageKey => Object.hasOwn(messages.en, key);

/** What came of a request, in words: a status, or why there is none. */
function outcomeWords(outcome: string): string {
  if (/^\d+$/.test(outcome)) return t('health.requests.status', { status: outcome });
  const key = `health.requests.${outcome}`;
  return known(key) ? t(key) : outcome;
}

/** Every address the program has asked for, because somebody wanted it, and what came of it. */
export function Requests() {
  const [limit, setLimit] = useState(SHOWN);
  const { value } = useLive(['request'], () => library.requests.list({ limit }), [limit]);
  if (!value) return null;
  const clear = async () => {
    try {
      await library.requests.clear();
      say(t('health.requests.cleared'));
    } catch (reason) {
      fail(reason);
    }
  };
  return (
    <section className="box he-box" aria-label={t('health.requests')}>
      <div className="row wrap">
        <h2 className="b">{t('health.requests')}</h2>
        <span className="sm t2">{t('health.requests.words')}</span>
        {value.total > 0 && (
          <span className="end">
            <Button icon="eraser" onClick={() => void clear()}>
              {t('health.requests.clear')}
            </Button>
          </span>
        )}
      </div>
      {value.total === 0 ? (
        <p className="t3 sm he-none">{t('health.requests.none')}</p>
      ) : (
        <table className="table he-requests">
          <thead>
            <tr>
              <th>{t('health.requests.when')}</th>
              <th>{t('health.requests.address')}</th>
              <th>{t('health.requests.outcome')}</th>
              <th className="he-count">{t('health.table.size')}</th>
            </tr>
          </thead>
          <tbody>
            {value.requests.map((one) => (
              <tr key={one.id}>
                <td className="num">{moment(one.at)}</td>
                <td className="he-path selectable">
                  {/* an address can hold anything: its letters must not turn the row around */}
                  <bdi>{one.address}</bdi>
                </td>
                <td>{outcomeWords(one.outcome)}</td>
                <td className="he-count num">{one.bytes > 0 ? bytes(one.bytes) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {value.total > value.requests.length && (
        <p className="he-none">
          <Button onClick={() => setLimit(limit + 500)}>
            {t('health.requests.more', { count: value.total - value.requests.length })}
          </Button>
        </p>
      )}
    </section>
  );
}
