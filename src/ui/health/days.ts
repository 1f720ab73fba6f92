/** A backup as the library lists it. */
export interface Backup {
  readonly path: string;
  /** ISO 8601 instant. */
  readonly at: string;
  /** Bytes. */
  readonly size: number;
  readonly ok: boolean;
}

/** One day of the row: its backups, newest first; none is a missed day. */
export interface BackupDay {
  /** YYYY-MM-DD in the reader's own time zone. */
  readonly day: string;
  readonly backups: readonly Backup[];
}

const dayOf = (date: Date): string =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;

/**
 * The last days up to today, oldest first. The row begins at the first backup when that is more recent, so that a new
 * library does not look as if backups had been missed.
 */
export function backupDays(backups: readonly Backup[], now: Date, most: number): readonly BackupDay[] {
  const byDay = new Map<string, Backup[]>();
  for (const backup of backups.toSorted((a, b) => b.at.localeCompare(a.at))) {
    const day = dayOf(new Date(backup.at));
    byDay.set(day, [...(byDay.get(day) ?? []), backup]);
  }
  const oldest = [...byDay.keys()].sort()[0] ?? dayOf(now);
  const days: BackupDay[] = [];
  for (let back = 0; back < most; back++) {
    const day = dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - back));
    if (day < oldest) break;
    days.unshift({ day, backups: byDay.get(day) ?? [] });
  }
  return days;
}
