// Makes built/ui/ from the style sheets, scripts and pictures here and from the installed packages.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { compile } from "sass"

const here = dirname(fileURLToPath(import.meta.url))
const packages = join(here, "node_modules")
const out = join(here, "built", "ui")
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

const sheet = compile(join(here, "styles", "touchpoint.scss"), {
  // A room's own styles stand in that room: journeys/pages/styles.
  loadPaths: [here, packages, join(here, "styles"), join(here, "..", "..")],
  style: "compressed",
  quietDeps: true
})
writeFileSync(join(out, "touchpoint.css"), sheet.css)

const govuk = join(packages, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js")
writeFileSync(join(out, "govuk-frontend.js"), readFileSync(govuk, "utf8").replace(/\/\/# sourceMappingURL=.*/, ""))

const icons = join(packages, "@ministryofjustice", "frontend", "moj", "assets", "images")
for (const [, icon] of sheet.css.matchAll(/url\("?\.\/([a-z-]+\.svg)"?\)/g)) copyFileSync(join(icons, icon), join(out, icon))
for (const folder of ["scripts", "pictures"]) {
  for (const name of readdirSync(join(here, folder))) copyFileSync(join(here, folder, name), join(out, name))
}
