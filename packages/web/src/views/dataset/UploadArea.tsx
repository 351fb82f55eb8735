import { Progress } from "@base-ui/react/progress";
import { X } from "lucide-react";
import {
  createContext,
  type DragEvent,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from "react";
import { droppedFiles } from "../../api/droppedFiles";
import { batchesOf, type FileToSend, sendFiles, type UploadState } from "../../api/uploads";
import { Problem } from "../../parts/Problem";
import { plural, size } from "../../words/numbers";

type Start = (files: readonly FileToSend[]) => void;

const StartUpload = createContext<Start>(() => undefined);
export const useStartUpload = () => useContext(StartUpload);

interface Props {
  readonly datasetId: string;
  readonly enabled: boolean;
  readonly children: ReactNode;
}

/** Everything in it takes dropped files; below stands how far an upload is. */
export function UploadArea({ datasetId, enabled, children }: Props) {
  const { state, start, goOn, clear } = useUpload(datasetId);
  const [over, setOver] = useState(false);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    start(await droppedFiles(event.dataTransfer));
  };
  if (!enabled) return children;
  return (
    <StartUpload.Provider value={start}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has the button "Upload" beside it */}
      <div
        className={over ? "drop over" : "drop"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={(event) => event.currentTarget === event.target && setOver(false)}
        onDrop={drop}
      >
        {children}
        {state && <UploadStatus state={state} goOn={goOn} clear={clear} />}
      </div>
    </StartUpload.Provider>
  );
}

/** One upload at a time; files that are added meanwhile are sent after it. */
function useUpload(datasetId: string) {
  const [state, setState] = useState<UploadState>();
  const work = useRef<{ batches: FileToSend[][]; sent: number; running: boolean; state: UploadState }>(undefined);

  const run = useCallback(async () => {
    const current = work.current;
    if (!current || current.running) return;
    current.running = true;
    const tell = (next: UploadState) => {
      current.state = { ...next, files: current.state.files, bytes: current.state.bytes };
      setState(current.state);
    };
    while (current.sent < current.batches.length) {
      const until = current.batches.length;
      current.sent = await sendFiles(datasetId, current.batches.slice(0, until), current.state, current.sent, tell);
      if (current.sent < until) break;
    }
    current.running = false;
  }, [datasetId]);

  const start = useCallback<Start>(
    (files) => {
      if (files.length === 0) return;
      const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
      const before = work.current;
      const isOver = !before || before.sent === before.batches.length;
      const old = isOver ? { files: 0, filesSent: 0, bytes: 0, bytesSent: 0, queued: 0 } : before.state;
      const next = { ...old, files: old.files + files.length, bytes: old.bytes + bytes };
      if (isOver) work.current = { batches: batchesOf(files), sent: 0, running: false, state: next };
      else {
        before.batches.push(...batchesOf(files));
        before.state = next;
      }
      setState(next);
      void run();
    },
    [run],
  );
  const clear = useCallback(() => setState(undefined), []);
  return useMemo(() => ({ state, start, goOn: run, clear }), [state, start, run, clear]);
}

interface StatusProps {
  readonly state: UploadState;
  readonly goOn: () => void;
  readonly clear: () => void;
}

function UploadStatus({ state, goOn, clear }: StatusProps) {
  const isDone = state.filesSent === state.files;
  const rest = state.filesSent - state.queued;
  return (
    <section className="upload-status" aria-label="Upload" aria-live="polite">
      <Progress.Root
        value={state.bytes === 0 ? 100 : (state.bytesSent / state.bytes) * 100}
        className="upload-progress"
      >
        <Progress.Label className="strong">
          {isDone
            ? `${plural(state.filesSent, "file")} uploaded`
            : `Uploading ${plural(state.files, "file")}, ${size(state.bytesSent)} of ${size(state.bytes)}`}
        </Progress.Label>
        <Progress.Track className="upload-track">
          <Progress.Indicator className="upload-indicator" />
        </Progress.Track>
      </Progress.Root>
      {isDone && (
        <p className="quiet">
          {plural(state.queued, "conversion")} queued.
          {rest > 0 && ` ${plural(rest, "file")} made none of its own: unchanged, a side file, or no CAD file.`}
        </p>
      )}
      {state.error !== undefined && <Problem error={state.error} onRetry={goOn} />}
      {(isDone || state.error !== undefined) && (
        <button type="button" className="icon-button" aria-label="Close the upload" onClick={clear}>
          <X size={16} aria-hidden />
        </button>
      )}
    </section>
  );
}
