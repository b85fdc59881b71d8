// A chat box of React: its own state is what the field shows, so an edit that React does not hear of is undone by the next drawing.
import { createElement as h, useState } from "react";
import { createRoot } from "react-dom/client";

const Chat = () => {
  const [text, setText] = useState("");
  const [sent, setSent] = useState("");
  const send = () => {
    setSent(text);
    setText("");
  };
  return h(
    "form",
    { onSubmit: (event) => (event.preventDefault(), send()) },
    h("textarea", { id: "chat", value: text, onChange: (event) => setText(event.target.value) }),
    h("button", { type: "submit" }, "Send"),
    h("output", { id: "state" }, text),
    h("output", { id: "sent" }, sent),
  );
};
createRoot(document.querySelector("#app")).render(h(Chat));
