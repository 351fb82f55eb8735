import { Tabs } from "@base-ui/react/tabs";
import { useQuery } from "@tanstack/react-query";
import { Copy } from "lucide-react";
import { useState } from "react";
import { api, bodyOf, type Policies } from "../../api/client";
import { Problem } from "../../parts/Problem";

const documents: readonly { readonly key: keyof Policies; readonly label: string; readonly where: string }[] = [
  { key: "trust_policy", label: "Trust", where: "Paste into the role: Trust relationships." },
  { key: "permission_policy", label: "Permissions", where: "Paste into the role: Permissions, inline policy." },
  { key: "bucket_policy", label: "Bucket", where: "Only when the bucket is in another account: Bucket policy." },
];

interface Props {
  readonly uri: string;
  readonly roleArn: string;
}

/** The three documents to paste into AWS, as soon as bucket and role are named. */
export function S3Policies({ uri, roleArn }: Props) {
  const ready = /^s3:\/\/[^/]{3,}/.test(uri) && /^arn:[\w-]+:iam::\d{12}:role\/./.test(roleArn);
  const { data, error } = useQuery({
    queryKey: ["policies", uri, roleArn],
    queryFn: async () =>
      bodyOf(await api.GET("/org/dataset/s3/policies", { params: { query: { uri, role_arn: roleArn } } })),
    enabled: ready,
  });
  if (!ready)
    return <p className="quiet">The policies to paste into AWS appear here once bucket and role are named.</p>;
  if (error) return <Problem error={error} />;
  if (!data) return null;
  return (
    <Tabs.Root defaultValue="trust_policy" className="tabs">
      <Tabs.List className="tab-list" aria-label="Policies">
        {documents.map(({ key, label }) => (
          <Tabs.Tab key={key} value={key} className="tab">
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {documents.map(({ key, where }) => (
        <Tabs.Panel key={key} value={key}>
          <p className="quiet">{where}</p>
          <CopyText text={JSON.stringify(data[key], null, 2)} />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

function CopyText({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className="copy">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>{text}</pre>
      <button type="button" className="button" onClick={copy}>
        <Copy size={14} aria-hidden />
        {copied ? "Copied" : "Copy"}
      </button>
    </div>
  );
}
