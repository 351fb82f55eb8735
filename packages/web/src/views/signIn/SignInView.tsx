import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { api, bodyOf } from "../../api/client";
import { callerQuery } from "../../api/queries";
import { keepToken } from "../../api/token";
import { Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/useTitle";

/** Tries the token before it is kept, and opens the pictures with it. */
async function signIn(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const caller = bodyOf(await api.GET("/x/caller", { headers }));
  await api.POST("/x/session", { headers });
  return caller;
}

/** Asks for the token. */
export function SignInView() {
  useTitle("Sign in");
  const { to } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [token, setToken] = useState("");
  const trying = useMutation({
    mutationFn: signIn,
    onSuccess: async (caller) => {
      queries.clear();
      queries.setQueryData(callerQuery.queryKey, caller);
      keepToken(token.trim());
      await navigate({ href: to?.startsWith("/") && !to.startsWith("//") ? to : "/datasets", replace: true });
    },
  });

  return (
    <div className="sign-in">
      <h1>Sign in</h1>
      <p className="quiet">
        <code>unbake serve</code> printed a token when it first started; <code>unbake token create</code> makes others.
        It stays in this browser.
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          trying.mutate(token.trim());
        }}
      >
        <label className="field">
          <span>Token</span>
          <input
            type="password"
            name="token"
            required
            autoComplete="off"
            placeholder="unbake_…"
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        {trying.error && <Problem error={trying.error} />}
        <button type="submit" className="button primary" disabled={trying.isPending}>
          {trying.isPending ? "Signing in …" : "Sign in"}
        </button>
      </form>
    </div>
  );
}
