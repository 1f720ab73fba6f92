import { v7 } from 'uuid';

/** A new id: UUID version 7 (RFC 9562), so that ids sort by the instant they were made. */
export const newId = (): string => v7();
