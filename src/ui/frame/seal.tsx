/** The mark of the program: an opening quotation mark. */
export function Seal() {
  return (
    <span className="seal">
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path
          d="M1.6 7.1c0-2.5 1.2-4.2 3.4-5v1.3C3.9 4 3.4 4.7 3.3 5.3h1.5v3.8H1.6zM6.9 7.1c0-2.5 1.2-4.2 3.4-5v1.3C9.2 4 8.7 4.7 8.6 5.3h1.5v3.8H6.9z"
          fill="currentColor"
        />
      </svg>
    </span>
  );
}
