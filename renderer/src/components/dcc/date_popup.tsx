import * as Popover from "@radix-ui/react-popover";
import { useLayoutEffect, useRef, type MouseEvent, type ReactElement, type ReactNode, type RefObject } from "react";
import { Icon } from "../icons";
import { classes } from "../props";
import type { DatePickerBaseProps } from "./date_picker";

interface PopupProps {
  props: DatePickerBaseProps;
  id: string;
  open: boolean;
  onClose: () => void;
  /** What the calendar belongs to, and where it stands. */
  frame: RefObject<HTMLDivElement>;
  /** What has the focus when the calendar has closed, and the focus would be lost. */
  field: RefObject<HTMLElement>;
  children: ReactNode;
}

const label = "Choose a date";

/** Where the picker stands in a label, a click between days would be one on the field. */
function keepFromLabel(event: MouseEvent): void {
  event.preventDefault();
}

/** The calendar below its field, or in front of the whole page. */
export function Popup({ anchor, ...popup }: PopupProps & { anchor: ReactElement }) {
  const overPage = Boolean(popup.props.with_portal || popup.props.with_full_screen_portal);
  return (
    <Popover.Root open={popup.open && !overPage} onOpenChange={(open) => { if (!open) popup.onClose(); }}>
      <Popover.Anchor asChild>{anchor}</Popover.Anchor>
      {!overPage && <Below {...popup} />}
      {overPage && popup.open && <OverPage {...popup} />}
    </Popover.Root>
  );
}

function Below({ id, frame, field, children }: PopupProps) {
  const isOurs = (event: { target: EventTarget | null }) => frame.current?.contains(event.target as Node | null) ?? false;
  return (
    <Popover.Portal container={frame.current}>
      <Popover.Content
        id={id}
        className="dash-datepicker-content"
        aria-label={label}
        align="start"
        sideOffset={4}
        collisionPadding={8}
        onClick={keepFromLabel}
        // A click opens the calendar and leaves the focus in the field, for who wants to type.
        onOpenAutoFocus={(event) => { event.preventDefault(); }}
        onEscapeKeyDown={() => field.current?.focus()}
        onInteractOutside={(event) => { if (isOurs(event)) event.preventDefault(); }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (!document.activeElement || document.activeElement === document.body) field.current?.focus();
        }}
      >
        {children}
      </Popover.Content>
    </Popover.Portal>
  );
}

/** A modal dialog of the browser's own: it keeps the focus, and nothing lies over it. */
function OverPage({ props, id, onClose, field, children }: PopupProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the effect by which a day takes the focus, which it cannot in a closed dialog.
  useLayoutEffect(() => {
    const shown = dialog.current;
    const back = field.current;
    if (!shown?.open) shown?.showModal();
    return () => {
      shown?.close();
      back?.focus();
    };
  }, [field]);
  const onClick = (event: MouseEvent) => {
    keepFromLabel(event);
    if (event.target === dialog.current) onClose();
  };
  return (
    <dialog
      ref={dialog}
      id={id}
      aria-label={label}
      className={classes("dash-datepicker-content dash-datepicker-portal", props.with_full_screen_portal && "dash-datepicker-fullscreen")}
      onClick={onClick}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {props.with_full_screen_portal && (
        <button type="button" className="dash-datepicker-close-button" aria-label="Close calendar" onClick={onClose}>
          <Icon name="cross" />
        </button>
      )}
      {children}
    </dialog>
  );
}
