//! Whom and what `passgate explain` is asked about: from words to a subject and a device.

use std::collections::BTreeSet;

use crate::{
    commands,
    exit::{Error, Exit, Result},
    families::{self, Entry},
    model::cgroup,
    policy::{
        Policy, Rule,
        facts::{Device, Place, Subject},
    },
};

pub(super) fn usage(message: impl Into<String>, remedy: impl Into<String>) -> Error {
    Error::new(Exit::Usage, message).remedy(remedy)
}

/// A path as the kernel has them; of kernel threads it is empty.
fn path(key: &str, value: &str) -> Result<String> {
    match value.is_empty() || value.starts_with('/') {
        true => Ok(value.to_owned()),
        false => Err(usage(
            format!("{key} is no path: {value:?} does not begin with /"),
            format!("write all of it, {key}=/.../{value}"),
        )),
    }
}

/// Each key once: of a call one is the subject, and one the device.
fn once<'a>(seen: &mut BTreeSet<&'a str>, key: &'a str) -> Result<()> {
    match seen.insert(key) {
        true => Ok(()),
        false => Err(usage(
            format!("{key:?} is given twice"),
            "give it once, and ask anew about another",
        )),
    }
}

/// Who is asked about.
pub(super) fn subject(words: &[String], policy: &Policy) -> Result<Subject> {
    let mut subject = Subject::default();
    let (mut unit, mut container) = (None, None);
    let id = |value: &str| {
        let id = value.parse::<u32>();
        id.map_err(|_| usage(format!("{value:?} is no id"), "write a number"))
    };
    let mut seen = BTreeSet::new();
    for word in words {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        once(&mut seen, key)?;
        match key {
            "exe" => subject.exe = Some(path(key, value)?),
            "parent" => subject.parent = Some(path(key, value)?),
            "cgroup" => subject.cgroup = Some(path(key, value)?),
            "unit" => unit = Some(value),
            "container" => container = Some(value),
            "uid" => subject.uid = Some(id(value)?),
            "gid" => subject.gid = Some(id(value)?),
            "unknown" => subject.place = Place::Unknown,
            _ => {
                return Err(usage(
                    format!("a subject has no {key:?}"),
                    "it has exe, parent, cgroup, unit, container, uid and gid, or is unknown",
                ));
            }
        }
    }
    if unit.is_some() || container.is_some() {
        let path = cgroup_of(subject.cgroup.take(), unit, container, policy)?;
        subject.cgroup = Some(path);
    }
    Ok(subject)
}

/// A cgroup of this unit and this container: the one that was given, or one that is of nothing else.
fn cgroup_of(
    given: Option<String>,
    unit: Option<&str>,
    container: Option<&str>,
    policy: &Policy,
) -> Result<String> {
    let by_path = |rule: &&Rule| rule.subject.cgroup.is_some();
    if let Some(rule) = policy.rules.iter().find(by_path)
        && given.is_none()
    {
        return Err(usage(
            format!("{:?} asks for the path of the cgroup", rule.name),
            "add --subject cgroup=PATH, which tells unit and container, too",
        ));
    }
    let path = given.unwrap_or_else(|| {
        let unit = unit.map(|unit| format!("/{unit}"));
        // The digits that a short id leaves out say nothing.
        let payload = container.map(|container| match cgroup::begins_an_id(container) {
            true => format!("/docker-{container:0<width$}.scope", width = cgroup::DIGITS),
            false => format!("/lxc.payload.{container}"),
        });
        unit.unwrap_or_default() + &payload.unwrap_or_default()
    });
    let own_container = cgroup::container(&path).map(|container| container.id.into_owned());
    let is_right = |own: Option<&str>, asked: Option<&str>| asked.is_none() || own == asked;
    if !is_right(cgroup::unit(&path), unit) {
        return Err(usage(
            format!("{path:?} is no cgroup of the unit {:?}", unit.unwrap_or("")),
            "write a unit's name, NAME.service, and the cgroup that it is the innermost of",
        ));
    }
    let own_container = match (&own_container, container) {
        (Some(own), Some(asked)) if cgroup::begins_an_id(asked) => own.get(..asked.len()),
        (own, _) => own.as_deref(),
    };
    if !is_right(own_container, container) {
        return Err(usage(
            format!(
                "{path:?} is no cgroup of the container {:?}",
                container.unwrap_or("")
            ),
            "write a container's id or its name, and the cgroup that it is the innermost of",
        ));
    }
    Ok(path)
}

/// To what.
pub(super) fn device(words: &[String]) -> Result<(Device, Entry)> {
    let (mut family, mut kind, mut class) = (None, None, None);
    let mut device = Device::default();
    let mut seen = BTreeSet::new();
    for word in words {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        once(&mut seen, key)?;
        let value = value.to_owned();
        match key {
            "family" => family = Some(commands::family(&value)?),
            "kind" => kind = Some(value),
            "class" => class = Some(value),
            "driver" => device.driver = Some(value),
            "name" => device.name = Some(value),
            "node" => device.node = Some(path(key, &value)?),
            "bus" => device.bus = Some(value),
            // As sysfs writes them.
            "ids" => device.ids = Some(value.to_lowercase()),
            "unresolved" => device.place = Place::Unknown,
            _ => {
                return Err(usage(
                    format!("a device has no {key:?}"),
                    "it has family, kind, class, driver, name, node, bus and ids, or is unresolved",
                ));
            }
        }
    }
    let family = family.ok_or_else(|| {
        usage(
            "the device has no family",
            "add --device family=NAME; `passgate families` lists them",
        )
    })?;
    let is_kind = |entry: &Entry| kind.as_ref().is_none_or(|kind| entry.kind.name == kind);
    let is_class = |entry: &Entry| {
        let mut sysfs = entry.kind.sysfs.iter();
        class
            .as_ref()
            .is_none_or(|class| sysfs.any(|sysfs| sysfs.subsystem == class))
    };
    let of_family = || families::kinds().filter(|entry| entry.family.name == family.name);
    let of_kind = || of_family().filter(is_kind);
    let Some(entry) = of_kind().find(is_class) else {
        let (what, value, names): (_, _, BTreeSet<&str>) = match of_kind().next() {
            None => (
                "kind",
                kind,
                of_family().map(|entry| entry.kind.name).collect(),
            ),
            Some(_) => {
                let sysfs = of_kind().flat_map(|entry| entry.kind.sysfs);
                ("class", class, sysfs.map(|sysfs| sysfs.subsystem).collect())
            }
        };
        let names: Vec<&str> = names.into_iter().collect();
        let remedy = match names.as_slice() {
            [] => "sysfs does not show it: leave the class out".to_owned(),
            names => format!("it has {}", names.join(", ")),
        };
        let value = value.unwrap_or_default();
        return Err(usage(
            format!("{} has no {what} {value:?}", family.name),
            remedy,
        ));
    };
    device.kind = entry.id;
    Ok((device, entry))
}

#[cfg(test)]
mod tests {
    use super::{super::tests::of, *};

    #[test]
    fn a_unit_and_a_container_are_those_of_the_cgroup() {
        let path = |words: &[&str], policy: &str| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            let subject = subject(&words, &of(policy));
            subject
                .map(|subject| subject.cgroup)
                .map_err(|error| error.to_string())
        };
        let is = |path: &str| Ok(Some(path.to_owned()));
        assert_eq!(
            path(&["unit=a.service", "container=web"], ""),
            is("/a.service/lxc.payload.web")
        );
        let by_cgroup = "[[rule]]\nname = 'r'\nsubject = { cgroup = '/x/**' }\ndeny = '*'\n";
        let wrong = path(&["unit=a.service"], by_cgroup).expect_err("no cgroup");
        assert!(wrong.contains("\"r\" asks for the path"), "{wrong}");
        let given = "cgroup=/x/a.service";
        assert_eq!(
            path(&["unit=a.service", given], by_cgroup),
            is("/x/a.service")
        );
        let wrong = path(&["unit=b.service", given], by_cgroup).expect_err("another unit");
        assert!(
            wrong.contains("no cgroup of the unit \"b.service\""),
            "{wrong}"
        );
        let wrong = path(&["container=web", given], "").expect_err("no container");
        assert!(
            wrong.contains("no cgroup of the container \"web\""),
            "{wrong}"
        );
    }

    #[test]
    fn what_is_not_there_is_told_with_what_may_have_been_meant() {
        let policy = of("");
        for key in ["exe", "parent", "cgroup"] {
            let wrong = subject(&[format!("{key}=nvme")], &policy).expect_err("no path");
            assert!(
                wrong.to_string().contains(&format!("{key}=/...")),
                "{wrong}"
            );
        }
        for bad in ["exe", "uid=x", "name=y", "unit=a", "container="] {
            assert_eq!(
                subject(&[bad.into()], &policy).is_err(),
                bad != "exe",
                "{bad}"
            );
        }
        let twice = subject(&["uid=1".into(), "uid=2".into()], &policy).expect_err("twice");
        assert!(
            twice.to_string().contains("\"uid\" is given twice"),
            "{twice}"
        );
        for (words, what) in [
            (["family=nvme", "family=scsi"], "\"family\" is given twice"),
            (["family=nvme", "kind=disc"], "it has controller, disk"),
            (["family=nvme", "class=blocks"], "block"),
            (["family=nvme", "adress=1"], "kind, class, driver"),
            (["kind=disk", "class=block"], "has no family"),
            (["family=nvme", "node=nvme0"], "node=/..."),
        ] {
            let wrong = device(&words.map(str::to_owned)).expect_err("no device");
            assert!(wrong.to_string().contains(what), "{wrong}");
        }
    }
}
