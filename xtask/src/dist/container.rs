//! Whether the container recipe fits what lies beside it. The build machine need not have a container engine; what goes wrong with recipes is mostly that they
//! name what is not there any more.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::Path;

/// The recipe, and what its server reads.
const RECIPE: &str = "Containerfile";
const CONFIGURATION: &str = "Caddyfile";
/// Below it only root may open ports, which the recipe's user is not.
const FIRST_FREE_PORT: u16 = 1024;

/// Looks through the recipe in `out`.
///
/// # Errors
/// When it copies what is not there, has an instruction that is not known here, or does not agree with its server's configuration.
pub fn check(out: &Path) -> Result<()> {
    let read = |name: &str| {
        fs::read_to_string(out.join(name)).with_context(|| format!("cannot read {name}"))
    };
    let (recipe, configuration) = (read(RECIPE)?, read(CONFIGURATION)?);
    let mut copied = Vec::new();
    let mut port = None;
    let mut user = None;
    let lines = recipe.lines().map(str::trim);
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (instruction, rest) = line.split_once(' ').unwrap_or((line, ""));
        match instruction {
            "FROM" => ensure!(
                rest.split('/')
                    .next()
                    .is_some_and(|host| host.contains('.')),
                "{line}: without a registry, engines choose different images"
            ),
            "COPY" => {
                let paths: Vec<_> = rest
                    .split(' ')
                    .filter(|one| !one.starts_with("--"))
                    .collect();
                let [from, to] = paths[..] else {
                    bail!("{line}: not one thing to one place");
                };
                ensure!(out.join(from).exists(), "{line}: there is no {from}");
                copied.push((from.to_owned(), to.to_owned()));
            }
            "EXPOSE" => port = Some(rest.parse::<u16>().with_context(|| line.to_owned())?),
            "USER" => user = Some(rest.to_owned()),
            "ENV" => {}
            _ => bail!("{line}: an instruction that is not looked at here"),
        }
    }
    let lies = |from: &str| {
        let place = copied.iter().find(|(copied, _)| copied == from);
        place
            .map(|(_, to)| to.as_str())
            .with_context(|| format!("the recipe does not copy {from}"))
    };
    ensure!(
        lies(CONFIGURATION)? == "/etc/caddy/Caddyfile",
        "the image reads its configuration from /etc/caddy/Caddyfile"
    );
    let root = format!("root * {}", lies("site")?);
    ensure!(
        configuration.lines().any(|line| line.trim() == root),
        "the configuration has no {root}"
    );
    let port = port.context("the recipe exposes no port")?;
    ensure!(
        configuration
            .lines()
            .any(|line| line == format!(":{port} {{")),
        "the configuration does not listen on {port}"
    );
    ensure!(
        port >= FIRST_FREE_PORT && user.is_some_and(|user| user != "0" && user != "root"),
        "the recipe's server should not be root, nor need it"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    const GOOD: &str = "# Serves it.\nFROM docker.io/library/caddy:2-alpine\nCOPY Caddyfile /etc/caddy/Caddyfile\n\
                        COPY --chown=1000:1000 site /srv/promptwatt\nENV XDG_DATA_HOME=/tmp\nEXPOSE 8080\nUSER 1000\n";

    #[test]
    fn a_recipe_fits_what_lies_beside_it() {
        let cases = [
            ("as it is", "", "", None),
            (
                "a moved file",
                "COPY site ",
                "COPY public ",
                Some("there is no public"),
            ),
            (
                "another root",
                "/srv/promptwatt",
                "/srv/www",
                Some("has no root * /srv/www"),
            ),
            (
                "another port",
                "EXPOSE 8080",
                "EXPOSE 9090",
                Some("does not listen on 9090"),
            ),
            ("root", "USER 1000", "USER root", Some("should not be root")),
            (
                "another place for the configuration",
                "/etc/caddy/Caddyfile",
                "/Caddyfile",
                Some("reads its configuration"),
            ),
            (
                "no registry",
                "docker.io/library/",
                "",
                Some("without a registry"),
            ),
            ("something new", "ENV", "RUN", Some("not looked at here")),
        ];
        for (name, from, to, refused) in cases {
            let scratch = Scratch::new("container");
            let recipe = GOOD.replace("--chown=1000:1000 ", "").replace(from, to);
            scratch.write(RECIPE, if from.is_empty() { GOOD } else { &recipe });
            scratch.write(
                CONFIGURATION,
                "{\n\tadmin off\n}\n:8080 {\n\troot * /srv/promptwatt\n}\n",
            );
            scratch.write("site/index.html", "page");
            let said = check(scratch.path()).map_err(|error| format!("{error:#}"));
            match refused {
                None => assert_eq!(said, Ok(()), "{name}"),
                Some(part) => assert!(
                    said.as_ref().is_err_and(|said| said.contains(part)),
                    "{name}: {said:?}"
                ),
            }
        }
    }
}
