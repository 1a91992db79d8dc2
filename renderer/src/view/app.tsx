/** The page's frame: the app's layout, and beside it what went wrong. */

import { useState, useSyncExternalStore, type ReactNode } from "react";
import { ROOT } from "../core/tree";
import { drawRefs } from "./node";
import { NoticePanel } from "./notices";
import type { Page } from "./page";
import type { Problem, Problems } from "./problems";

export function App({ page }: { page: Page }): ReactNode {
  const layout = useSyncExternalStore(
    (listener) => page.tree.subscribe(ROOT, listener),
    () => page.tree.node(ROOT)!.props["children"],
  );
  return (
    <>
      <div id="_dash-app-content" ref={page.busy.markBehind}>{drawRefs(page, layout)}</div>
      <ProblemPanel problems={page.problems} />
      <NoticePanel notices={page.notices} />
    </>
  );
}

/** A page that could not be loaded: only what went wrong. */
export function FailedApp({ problems }: { problems: Problems }): ReactNode {
  return (
    <>
      <div id="_dash-app-content" className="desktopdash-failed-app">The app could not be loaded.</div>
      <ProblemPanel problems={problems} />
    </>
  );
}

function ProblemPanel({ problems }: { problems: Problems }): ReactNode {
  const list = useSyncExternalStore(problems.subscribe, problems.snapshot);
  if (!list.length) return null;
  return (
    <section className="desktopdash-problems" role="alert" aria-label="Errors">
      {list.length > 1 && (
        <button type="button" className="desktopdash-problems-clear" onClick={() => { problems.clear(); }}>
          Dismiss all {list.length}
        </button>
      )}
      {list.map((problem) => (
        <ProblemCard key={problem.id} problem={problem} onDismiss={() => { problems.dismiss(problem.id); }} />
      ))}
    </section>
  );
}

function ProblemCard({ problem, onDismiss }: { problem: Problem; onDismiss: () => void }): ReactNode {
  const [open, setOpen] = useState(true);
  return (
    <article className="desktopdash-problem">
      <header>
        <strong>{problem.title}</strong>
        {problem.times > 1 && <span className="desktopdash-problem-times">×{problem.times}</span>}
        <button type="button" aria-label="Dismiss" onClick={onDismiss}>✕</button>
      </header>
      <p>{problem.message}</p>
      {problem.source && (
        <p className="desktopdash-problem-source">
          <code>{problem.source.text}</code> {problem.source.file ?? "in the function's source"}
        </p>
      )}
      {problem.details && (
        <details open={open} onToggle={(event) => { setOpen(event.currentTarget.open); }}>
          <summary>Traceback</summary>
          <pre>{problem.details}</pre>
        </details>
      )}
    </article>
  );
}
