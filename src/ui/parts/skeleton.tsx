import { t } from '../messages/index.ts';

/** Grey lines where text will be; not seen before 150 ms have passed. */
export function Skeleton({ lines = 6 }: { readonly lines?: number }) {
  return (
    <div className="skeleton" role="status" aria-label={t('frame.loading')}>
      {Array.from({ length: lines }, (_, i) => (
        <i key={i} style={{ width: `${[92, 78, 85, 60, 88, 70][i % 6]}%` }} />
      ))}
    </div>
  );
}
