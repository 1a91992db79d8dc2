/** Small drawings for buttons, all strokes on a grid of 16. */
const paths = {
  cross: "M4 4l8 8M12 4l-8 8",
  down: "M4 6l4 4 4-4",
  up: "M4 10l4-4 4 4",
  arrow: "M2.5 8h11M9.5 4l4 4-4 4",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3 14 14",
  left: "M10 3.5 5.5 8l4.5 4.5",
  right: "M6 3.5 10.5 8 6 12.5",
  first: "M12 3.5 7.5 8l4.5 4.5M7.5 3.5 3 8l4.5 4.5",
  last: "M4 3.5 8.5 8 4 12.5M8.5 3.5 13 8l-4.5 4.5",
  unsorted: "M5 6.5 8 3l3 3.5M5 9.5 8 13l3-3.5",
  ascending: "M4.5 9.5 8 6l3.5 3.5",
  descending: "M4.5 6.5 8 10l3.5-3.5",
};

export function Icon({ name, className }: { name: keyof typeof paths; className?: string }) {
  return (
    <svg
      className={className}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
