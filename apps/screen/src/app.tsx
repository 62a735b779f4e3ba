import { lazy, Suspense, useEffect } from "react";
import { CallPage } from "./call/call_page";
import { CallBacksPage } from "./calls/call_backs_page";
import { CallsPage } from "./calls/calls_page";
import { Announcements } from "./shell/announce";
import { Breakage } from "./shell/breakage";
import { Page, Waiting } from "./shell/page";
import { address, go_instead, use_route, type Route } from "./shell/router";
import { SessionProvider, use_session } from "./shell/session";
import { SignIn, SignInAgain } from "./shell/sign_in";

const Consultation = lazy(async () => ({
  default: (await import("./clinician/consultation")).Consultation,
}));

function Shown({ route }: { route: Route }) {
  switch (route.page) {
    case "sign_in":
    case "calls":
      return <CallsPage />;
    case "call_backs":
      return <CallBacksPage />;
    case "call":
      return <CallPage key={route.id} id={route.id} />;
    case "consultation":
      return (
        <Suspense fallback={<Waiting words="Loading the consultation" />}>
          <Consultation key={route.id} id={route.id} />
        </Suspense>
      );
    case "not_found":
      return (
        <Page title="No such page">
          <p>There is nothing at this address. The list of calls has what is open.</p>
        </Page>
      );
  }
}

function Screens() {
  const route = use_route();
  const { standing, user } = use_session();
  const is_at_the_door = route.page === "sign_in";
  const is_in = standing === "signed_in" || standing === "expired" || standing === "alone";

  useEffect(() => {
    if (is_at_the_door && is_in) go_instead(address.calls);
  }, [is_at_the_door, is_in]);

  if (standing === "looking") return <Waiting words="Looking whether you are signed in" />;
  if (!is_in) return <SignIn />;
  return (
    <>
      <Breakage key={JSON.stringify([route, user?.name])}>
        <Shown route={route} />
      </Breakage>
      {standing === "expired" && <SignInAgain />}
    </>
  );
}

export function App() {
  return (
    <SessionProvider>
      <Screens />
      <Announcements />
    </SessionProvider>
  );
}
