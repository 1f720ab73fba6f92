/** How far long work has come, 0 to 1; null while the end is not known. */
export function Bar({ label, share }: { readonly label: string; readonly share: number | null }) {
  const value = share === null ? undefined : Math.round(share * 100);
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value}
    >
      <i style={{ width: `${value ?? 30}%` }} />
    </div>
  );
}
