"""The environment's settings."""

from pathlib import Path

import pytest

from gradscape.settings import SettingsError, from_environment


def test_without_settings_the_server_listens_on_this_machine_alone():
    settings = from_environment({})
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.cors_origins == ()
    assert settings.compilation_cache is not None
    assert settings.compilation_cache.parts[-2:] == ("gradscape", "kernels")


def test_empty_variables_count_as_unset():
    names = ("HOST", "PORT", "GRADSCAPE_COMPILATION_CACHE", "GRADSCAPE_CORS_ORIGINS", "GRADSCAPE_ROOT_PATH")
    assert from_environment(dict.fromkeys(names, "")) == from_environment({})


def test_host_and_port_are_honoured():
    settings = from_environment({"HOST": "0.0.0.0", "PORT": "8080"})
    assert (settings.host, settings.port) == ("0.0.0.0", 8080)


@pytest.mark.parametrize("port", ["eighty", "-1", "65536", "80.0", "٣", "1e3"])
def test_a_port_that_is_none_is_refused_by_name(port):
    with pytest.raises(SettingsError, match="PORT must be a number from 0 to 65535"):
        from_environment({"PORT": port})


@pytest.mark.parametrize("word", ["off", "OFF", "no", "0", "none"])
def test_the_compilation_cache_can_be_switched_off(word):
    assert from_environment({"GRADSCAPE_COMPILATION_CACHE": word}).compilation_cache is None


def test_the_compilation_cache_can_be_put_elsewhere(tmp_path):
    assert from_environment({"GRADSCAPE_COMPILATION_CACHE": str(tmp_path)}).compilation_cache == Path(tmp_path)


def test_origins_are_listed_with_commas():
    settings = from_environment({"GRADSCAPE_CORS_ORIGINS": "https://a.org/, http://localhost:3000"})
    assert settings.cors_origins == ("https://a.org", "http://localhost:3000")


@pytest.mark.parametrize("origin", ["example.org", "https://a.org/path", "ftp://a.org", "https://*.org"])
def test_what_is_not_an_origin_is_refused_by_name(origin):
    with pytest.raises(SettingsError, match="GRADSCAPE_CORS_ORIGINS"):
        from_environment({"GRADSCAPE_CORS_ORIGINS": origin})


@pytest.mark.parametrize(
    "text, sources",
    [
        ("", ("'self'",)),
        ("self", ("'self'",)),
        ("'self', https://Moodle.example.org/", ("'self'", "https://moodle.example.org")),
        (
            "https://*.example.org http://localhost:* vscode-webview:",
            ("https://*.example.org", "http://localhost:*", "vscode-webview:"),
        ),
        ("none", ("'none'",)),
        ("*", ("*",)),
    ],
)
def test_pages_that_may_show_the_page_are_listed_as_a_policy_has_them(text, sources):
    assert from_environment({"GRADSCAPE_FRAME_ANCESTORS": text}).frame_ancestors == sources


@pytest.mark.parametrize(
    "text", ["example.org", "https://a.org/path", "self none", "https://a.org; script-src *", '"', "https://a.*"]
)
def test_what_may_not_stand_in_a_policy_is_refused_by_name(text):
    with pytest.raises(SettingsError, match="GRADSCAPE_FRAME_ANCESTORS"):
        from_environment({"GRADSCAPE_FRAME_ANCESTORS": text})


def test_a_root_path_loses_its_last_slash():
    assert from_environment({"GRADSCAPE_ROOT_PATH": "/tools/gradscape/"}).root_path == "/tools/gradscape"


@pytest.mark.parametrize("path", ["gradscape", "/a b", "https://a.org/x", "/a//b", "/a?b"])
def test_a_root_path_that_is_none_is_refused_by_name(path):
    with pytest.raises(SettingsError, match="GRADSCAPE_ROOT_PATH"):
        from_environment({"GRADSCAPE_ROOT_PATH": path})


def test_switches_are_on_or_off():
    settings = from_environment({"GRADSCAPE_ACCESS_LOG": "on", "GRADSCAPE_METRICS": "off", "GRADSCAPE_DOCS": "No"})
    assert (settings.access_log, settings.metrics, settings.docs) == (True, False, False)
    with pytest.raises(SettingsError, match="GRADSCAPE_DOCS must be on or off, not 'maybe'"):
        from_environment({"GRADSCAPE_DOCS": "maybe"})


def test_hosts_are_names_without_ports():
    settings = from_environment({"GRADSCAPE_ALLOWED_HOSTS": "Example.org, *.example.net"})
    assert settings.allowed_hosts == ("example.org", "*.example.net")
    for wrong in ("https://a.org", "a.org:80", "a b"):
        with pytest.raises(SettingsError, match="GRADSCAPE_ALLOWED_HOSTS"):
            from_environment({"GRADSCAPE_ALLOWED_HOSTS": wrong})


@pytest.mark.parametrize("text", ["0", "-1", "soon", "1e3", "99999"])
def test_times_are_seconds(text):
    assert from_environment({"GRADSCAPE_HEAVY_SECONDS": "7.5"}).heavy_seconds == 7.5
    with pytest.raises(SettingsError, match="GRADSCAPE_QUICK_SECONDS must be a number of seconds"):
        from_environment({"GRADSCAPE_QUICK_SECONDS": text})


def test_rooms_of_several_machines_have_a_broker_and_a_key_that_nobody_guesses():
    settings = from_environment({"GRADSCAPE_ROOM_BROKER": "redis://hall:6379", "GRADSCAPE_ROOM_KEY": "k" * 16})
    assert (settings.room_broker, settings.room_key) == ("redis://hall:6379", b"k" * 16)
    assert "kkk" not in repr(settings)
    with pytest.raises(SettingsError, match="GRADSCAPE_ROOM_BROKER must be an address such as redis://localhost:6379"):
        from_environment({"GRADSCAPE_ROOM_BROKER": "localhost"})
    with pytest.raises(SettingsError, match="GRADSCAPE_ROOM_KEY must have at least 16 characters"):
        from_environment({"GRADSCAPE_ROOM_KEY": "k" * 15})
