import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { Command as CommandIcon, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { api } from "../api/client";
import { callerQuery } from "../api/queries";
import { forgetToken, useToken } from "../api/token";
import { Empty } from "./Empty";
import { useKeys } from "./keys";
import { useTheme } from "./theme";
import { useTitle } from "./useTitle";

const CommandPalette = lazy(() => import("./CommandPalette").then((module) => ({ default: module.CommandPalette })));

/** What is around every view: where one is, the palette, the theme, the way out. */
export function Shell() {
  const token = useToken();
  const navigate = useNavigate();
  const address = useRouterState({ select: ({ location }) => location });
  const [palette, setPalette] = useState(false);
  const [opened, setOpened] = useState(false);
  const showPalette = (open: boolean) => {
    setPalette(open);
    if (open) setOpened(true);
  };
  useKeys({
    "mod+k": () => showPalette(token !== undefined),
    "?": () => showPalette(token !== undefined),
    "g d": () => void navigate({ to: "/datasets" }),
  });
  // A token that was forgotten, or that the server does not know any more.
  useEffect(() => {
    if (token === undefined && address.pathname !== "/sign-in")
      void navigate({ to: "/sign-in", search: { to: address.href }, replace: true });
  }, [token, address, navigate]);

  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="bar">
        <Link to="/datasets" className="brand" aria-label="unbake: datasets">
          <span className="brand-mark" aria-hidden />
          unbake
        </Link>
        <div id="crumbs" className="crumbs" />
        <div className="bar-actions">
          {token !== undefined && (
            <button type="button" className="button palette-button" onClick={() => showPalette(true)}>
              <CommandIcon size={14} aria-hidden />
              <span className="palette-word">Commands</span>
              <kbd className="wide-only" aria-hidden>
                Ctrl K
              </kbd>
            </button>
          )}
          <ThemeButton />
          {token !== undefined && <LeaveButton />}
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
      {opened && (
        <Suspense>
          <CommandPalette open={palette} onOpenChange={showPalette} />
        </Suspense>
      )}
    </>
  );
}

const themeIcons = { system: Monitor, light: Sun, dark: Moon } as const;

function ThemeButton() {
  const { theme, next } = useTheme();
  const Icon = themeIcons[theme];
  return (
    <button
      type="button"
      className="icon-button"
      onClick={next}
      aria-label={`Theme: ${theme}`}
      title={`Theme: ${theme}`}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}

function LeaveButton() {
  const { data } = useQuery(callerQuery);
  const leave = async () => {
    await api.DELETE("/x/session").catch(() => undefined);
    forgetToken();
  };
  const who = data ? `${data.org_name}, ${data.role}` : "";
  return (
    <>
      <span className="who wide-only">{who}</span>
      <button type="button" className="icon-button" onClick={leave} aria-label="Sign out" title={`Sign out (${who})`}>
        <LogOut size={16} aria-hidden />
      </button>
    </>
  );
}

/** An address that leads nowhere. */
export function NotFound() {
  useTitle("Not found");
  return (
    <Empty title="There is nothing at this address.">
      <Link to="/datasets" className="button">
        Go to the datasets
      </Link>
    </Empty>
  );
}
