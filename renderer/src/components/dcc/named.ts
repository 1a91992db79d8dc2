import { useEffect, useState, type RefObject } from "react";

/** Whether the page has a label for a control. One without is read out by what it shows or asks for. */
export function useNamed(control: RefObject<HTMLButtonElement | HTMLInputElement>): boolean {
  const [named, setNamed] = useState(false);
  useEffect(() => { setNamed((control.current?.labels?.length ?? 0) > 0); }, [control]);
  return named;
}
