import { FolderUp, Upload } from "lucide-react";
import { type ChangeEvent, useRef } from "react";
import { chosenFiles } from "../../api/droppedFiles";
import { useStartUpload } from "./UploadArea";

/** Chooses files, or a folder; dropping them on the page does the same. */
export function UploadButton() {
  const start = useStartUpload();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
    if (target.files) start(chosenFiles(target.files));
    target.value = "";
  };
  return (
    <>
      <input ref={files} type="file" multiple hidden aria-label="Files to upload" onChange={take} />
      <input
        ref={(element) => {
          folder.current = element;
          element?.setAttribute("webkitdirectory", "");
        }}
        type="file"
        hidden
        aria-label="Folder to upload"
        onChange={take}
      />
      <button type="button" className="button" onClick={() => folder.current?.click()} aria-label="Upload a folder">
        <FolderUp size={16} aria-hidden />
      </button>
      <button type="button" className="button primary" onClick={() => files.current?.click()}>
        <Upload size={16} aria-hidden />
        Upload
      </button>
    </>
  );
}
