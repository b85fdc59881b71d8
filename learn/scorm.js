// What a page of the course package tells the learning platform: SCORM 1.2, section 3.3. A classic script, because a module cannot be fetched into a
// sandboxed frame. Where there is no platform, or it may not be asked, the page works as it is and nothing is reported.
{
  const { sco } = document.currentScript.dataset;
  const started = Date.now();
  const COMPLETED = "completed";

  // The platform's object stands in a window around this one, or around the one that opened it. A window of another origin may not be looked at.
  const apiAround = (start) => {
    try {
      for (let window_ = start, step = 0; window_ && step < 20; window_ = window_.parent, step++) {
        if (window_.API) return window_.API;
        if (window_.parent == window_) return null;
      }
    } catch {}
    return null;
  };
  const findApi = () => {
    let opener = null;
    try {
      opener = window.top.opener;
    } catch {}
    return apiAround(window) ?? (opener && apiAround(opener)) ?? (window.opener && apiAround(window.opener));
  };
  // Its functions answer texts, "false" where they refuse. One that throws, is missing or answers something else has refused: whatever the platform
  // does, the page goes on.
  const call = (name, ...values) => {
    try {
      return String(api[name](...values));
    } catch {
      return "false";
    }
  };
  let api = findApi();
  if (api && call("LMSInitialize", "") != "true") api = null;

  const get = (name) => {
    const value = api ? call("LMSGetValue", name) : "";
    return ["false", "undefined", "null"].includes(value) ? "" : value;
  };
  const set = (name, value) => api && call("LMSSetValue", name, String(value));
  const commit = () => api && call("LMSCommit", "");
  const isCompleted = () => [COMPLETED, "passed", "failed"].includes(get("cmi.core.lesson_status"));
  const complete = () => {
    if (!isCompleted()) set("cmi.core.lesson_status", COMPLETED);
    commit();
  };
  // Hours have four digits at most, and the others two.
  const time = () => {
    const seconds = Math.round((Date.now() - started) / 1000);
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  };
  if (api) {
    if (!isCompleted()) set("cmi.core.lesson_status", "incomplete");
    // Whoever leaves comes back to where they were: without this a platform may begin anew.
    set("cmi.core.exit", "suspend");
    commit();
    // Once: a page that is kept for going back may be left twice.
    addEventListener("pagehide", () => {
      if (!api) return;
      set("cmi.core.session_time", time());
      commit();
      call("LMSFinish", "");
      api = null;
    });
  }

  if (sco == "quiz") {
    // The round belongs to the learner and not to this browser. The platform keeps 4,096 characters; without one, the round lasts as long as the page.
    window.quizStore = {
      load: () => get("cmi.suspend_data"),
      save: (text) => text.length <= 4096 && set("cmi.suspend_data", text) && commit(),
    };
    document.addEventListener("quiz-score", ({ detail: { right, answered, total } }) => {
      if (!answered) return;
      const raw = Math.round((100 * right) / total);
      const before = Number(get("cmi.core.score.raw") || 0);
      // Another round cannot take away what one has reached.
      if (isCompleted() && raw <= before) return;
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
      set("cmi.core.score.raw", raw);
      if (answered == total) complete();
      else commit();
    });
  } else {
    document.addEventListener("DOMContentLoaded", () => {
      // The step that was read last is on the screen again, unless the address names another.
      const place = "cmi.core.lesson_location";
      const left = document.getElementById(get(place) || "-");
      if (left && !location.hash) left.scrollIntoView();
      const reads = new IntersectionObserver(
        (entries) => {
          for (const { isIntersecting, target } of entries) if (isIntersecting) set(place, target.id);
        },
        { rootMargin: "-50% 0px" },
      );
      for (const step of document.querySelectorAll("section[id]")) reads.observe(step);
      // A lesson is done when its end has been on the screen.
      const end = document.querySelector("main").lastElementChild;
      const watch = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watch.disconnect();
        complete();
      });
      // What is hidden is never seen.
      const mark = document.createElement("p");
      end.after(mark);
      watch.observe(mark);
    });
  }
}
