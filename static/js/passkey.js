// Passkeys where the browser can; a sentence where it did not work.
for (const button of document.querySelectorAll("#passkey_login[hidden]")) button.hidden = !window.PublicKeyCredential;
document.addEventListener("allauth.error", (event) => {
  const trouble = document.querySelector("[data-passkey-trouble]");
  if (trouble) {
    event.preventDefault();
    trouble.hidden = false;
  }
});
