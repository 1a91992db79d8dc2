import { Component, type ReactNode } from "react";

interface Props {
  /** The props that are being drawn: other ones are another try. */
  readonly props: object;
  readonly name: string;
  readonly onError: (error: Error) => void;
  readonly children: ReactNode;
}

interface State {
  readonly failed: object | null;
}

/** A component that fails to draw takes nothing else of the page with it. */
export class Boundary extends Component<Props, State> {
  override state: State = { failed: null };

  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return state.failed && state.failed !== props.props ? { failed: null } : null;
  }

  override componentDidCatch(error: Error): void {
    this.setState({ failed: this.props.props });
    this.props.onError(error);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <div className="desktopdash-failed" role="alert">{this.props.name} could not be drawn.</div>;
  }
}
