// Wakes the few components that do more with a script. Every page works without it.
// The semicolon after the import is needed: by it the name with the hash is put in when files are collected.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation,
  SkipLink, createAll
} from "./govuk-frontend.js";

for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink
]) {
  createAll(component)
}
