// The same chat box of Vue.
import { createApp, h, ref } from "vue";

createApp({
  setup() {
    const text = ref("");
    const sent = ref("");
    const send = (event) => {
      event.preventDefault();
      sent.value = text.value;
      text.value = "";
    };
    return () =>
      h("form", { onSubmit: send }, [
        h("textarea", { id: "chat", value: text.value, onInput: (event) => (text.value = event.target.value) }),
        h("button", { type: "submit" }, "Send"),
        h("output", { id: "state" }, text.value),
        h("output", { id: "sent" }, sent.value),
      ]);
  },
}).mount("#app");
