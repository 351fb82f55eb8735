import { ApiProblem } from "../api/client";

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Why something could not be shown or done, with the number that operators find in their log. */
export function Problem({ error, onRetry }: Props) {
  const text = error instanceof Error ? error.message : String(error);
  const requestId = error instanceof ApiProblem ? error.requestId : undefined;
  return (
    <div className="problem" role="alert">
      <p>{text}</p>
      {requestId !== undefined && <p className="quiet mono">request {requestId}</p>}
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
